import { after } from '@chowk/runtime/mongo';
import type { mongo } from 'mongoose';
import {
  PRODUCT_ORDERS,
  type ProductFilter,
  type ProductPosition,
  type ProductSort,
} from '../domain/product-list.ts';
import type { ProductDocument } from './product.model.ts';

type Filter = mongo.Filter<ProductDocument>;

/** Rows strictly after a position in an order; the sort value of dates crosses cursors in ms. */
const beyond = (sort: ProductSort, [key, id]: ProductPosition): Filter =>
  after(PRODUCT_ORDERS[sort], [sort === 'newest' ? new Date(key) : key, id]);

const matching = ({ words, storeId, minPrice, maxPrice, featured, inStock }: ProductFilter): Filter => ({
  deletedAt: null,
  ...(storeId !== undefined && { storeId }),
  ...(featured !== undefined && { featured }),
  ...(inStock !== undefined && { inStock }),
  ...((minPrice !== undefined || maxPrice !== undefined) && {
    'priceFrom.amount': {
      ...(minPrice !== undefined && { $gte: minPrice }),
      ...(maxPrice !== undefined && { $lte: maxPrice }),
    },
  }),
  // searchWords lets letters, marks and digits through only: there is nothing to escape.
  ...(words.length > 0 && { $and: words.map((word) => ({ words: { $regex: `^${word}` } })) }),
});

/** Filters of which any may match: one for each category, so that each is one range of an index. */
export function listFilters(
  filter: ProductFilter,
  sort: ProductSort,
  position: ProductPosition | undefined,
): Filter[] {
  const common = matching(filter);
  const inCategories = filter.categoryIds?.map((categoryId) => ({ ...common, categoryId })) ?? [common];
  return position ? inCategories.map((one) => ({ $and: [one, beyond(sort, position)] })) : inCategories;
}
