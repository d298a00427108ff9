export {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
  redisConfigSchema,
  type ServiceKeySet,
} from './base-config.ts';
export { checkedInProduction, ConfigError, flag, integer, list, loadConfig, secret } from './load-config.ts';
