export { loadScript } from './load-script.ts';
export { closeRedis, openRedis } from './open-redis.ts';
