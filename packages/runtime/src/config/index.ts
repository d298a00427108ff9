export {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
  redisConfigSchema,
} from './base-config.ts';
export {
  checkedInProduction,
  ConfigError,
  developmentDefaultOf,
  flag,
  integer,
  list,
  loadConfig,
  secret,
} from './load-config.ts';
