export {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
  redisConfigSchema,
} from './base-config.ts';
export {
  checkedInProduction,
  checkedWith,
  ConfigError,
  developmentDefaultOf,
  flag,
  integer,
  list,
  loadConfig,
  modeOf,
  secret,
} from './load-config.ts';
