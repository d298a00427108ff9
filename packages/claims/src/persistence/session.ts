import type { ClientSession } from 'mongoose';
import type { InTransaction } from '../ports.ts';

export const sessionOf = (tx: InTransaction | undefined): ClientSession | undefined =>
  tx && ('session' in tx ? tx.session : tx);
