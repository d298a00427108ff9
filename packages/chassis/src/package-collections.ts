import { createAttentionCollections } from '@chowk/attention';
import { createIdempotencyCollection } from '@chowk/idempotency';
import { createJobsCollection } from '@chowk/jobs';
import {
  createDeadLettersCollection,
  createInboxCollection,
  createOutboxCollection,
  createSubjectVersionsCollection,
} from '@chowk/messaging';
import type { Migration } from '@chowk/runtime/mongo';

/** Collections of the packages that the chassis brings along. */
export const packageCollections: readonly Migration[] = [
  {
    id: '0000-chassis',
    async up(connection) {
      await createOutboxCollection(connection);
      await createInboxCollection(connection);
      await createIdempotencyCollection(connection);
    },
  },
  { id: '0001-chassis-jobs', up: createJobsCollection },
  {
    id: '0002-chassis-consumers',
    async up(connection) {
      await createSubjectVersionsCollection(connection);
      await createDeadLettersCollection(connection);
    },
  },
  { id: '0003-chassis-attention', up: createAttentionCollections },
];
