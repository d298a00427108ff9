import type { Account, Entry } from '../domain/entry.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { AccountDocument } from './account.model.ts';
import type { EntryDocument } from './entry.model.ts';
import type { TransferDocument } from './transfer.model.ts';

export const toAccount = ({ _id, turnover, ...state }: AccountDocument): Account => ({
  id: _id,
  ...state,
  volumes: turnover,
});

export const toTransfer = ({ _id, ...transfer }: TransferDocument): Transfer => ({ id: _id, ...transfer });

export const toEntry = ({ _id, kindKey: _k, ...entry }: EntryDocument): Entry => entry;
