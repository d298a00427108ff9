import type { Outbox } from '../outbox/outbox.ts';
import type { InboxRows } from './inbox-rows.ts';
import type { SubjectVersions } from './subject-versions.ts';

/** What an event needs to be applied once. */
export interface Stores {
  outbox: Outbox;
  rows: InboxRows;
  versions: SubjectVersions;
}
