import type { Migration } from '@chowk/runtime/mongo';
import { inStock } from './0002-in-stock.ts';

/** Changes of what is stored, in order. */
export const migrations: readonly Migration[] = [inStock];
