export { clientHooks, serverHooks } from './hooks.ts';
