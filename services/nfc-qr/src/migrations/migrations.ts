import type { Migration } from '@chowk/runtime/mongo';
import { targets } from './0002-targets.ts';

/** Changes of what is stored, in order. */
export const migrations: readonly Migration[] = [targets];
