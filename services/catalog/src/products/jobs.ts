import { defineJob } from '@chowk/jobs';
import { z } from 'zod';

/** Puts on sale what a product has, should whoever edited it die before; its key is the product's id. */
export const syncOnSaleJob = defineJob({
  type: 'catalog.sync-on-sale',
  schema: z.object({ productId: z.string() }),
});
