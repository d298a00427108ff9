import { createCollections, type Migration } from '@chowk/runtime/mongo';
import { categoryModel, categoryTreeModel } from '../../categories/store/category.model.ts';
import { productModel } from '../../products/store/product.model.ts';
import { reservationModel } from '../../stock/store/reservation.model.ts';
import { adjustmentModel, stockModel, toldNoticeModel } from '../../stock/store/stock.model.ts';
import { storeModel } from '../../stores/store/store.model.ts';

export const collections: Migration = {
  id: '0001-collections',
  async up(connection) {
    await createCollections([
      categoryModel(connection),
      categoryTreeModel(connection),
      storeModel(connection),
      productModel(connection),
      stockModel(connection),
      adjustmentModel(connection),
      toldNoticeModel(connection),
      reservationModel(connection),
    ]);
  },
};
