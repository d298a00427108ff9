export { loadScript } from './load-script.ts';
export { closeRedis, openRedis, redisTime } from './open-redis.ts';
