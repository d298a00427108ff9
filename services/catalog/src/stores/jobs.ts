import { defineJob } from '@chowk/jobs';
import { z } from 'zod';

/** Does away with what a closed store sold, should whoever closed it die over it; its key is the store's id. */
export const clearClosedStoreJob = defineJob({
  type: 'catalog.clear-closed-store',
  schema: z.object({ storeId: z.string() }),
});
