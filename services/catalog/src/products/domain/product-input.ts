import type { NewStockItem } from '../../stock/domain/stock.ts';
import type { Product, ProductFields, Variant } from './product.ts';

/** A variant as sent by its merchant. Stock counts for SKUs that are new; others are adjusted. */
type VariantInput = Omit<Variant, 'id'> & { stock: number; lowStockThreshold?: number | undefined };
export type ProductInput = Omit<ProductFields, 'variants'> & { variants: VariantInput[] };

/** What is stored of an input. A variant whose SKU the product had before keeps its id. */
export const productFieldsOf = (
  { variants, ...fields }: ProductInput,
  before: readonly Variant[],
  newVariantId: () => string,
): ProductFields => ({
  ...fields,
  variants: variants.map(({ stock: _stock, lowStockThreshold: _threshold, ...variant }) => ({
    ...variant,
    id: before.find(({ sku }) => sku === variant.sku)?.id ?? newVariantId(),
  })),
});

/** The stock that an input opens: of all SKUs that are not known yet. */
export const newStockItemsOf = (
  { variants }: ProductInput,
  product: Pick<Product, 'id' | 'storeId' | 'version'>,
  options: { knownSkus: ReadonlySet<string>; defaultThreshold: number },
): NewStockItem[] =>
  variants
    .filter(({ sku }) => !options.knownSkus.has(sku))
    .map(({ sku, stock: onHand, lowStockThreshold: threshold = options.defaultThreshold }) => ({
      sku,
      productId: product.id,
      storeId: product.storeId,
      onHand,
      threshold,
      productVersion: product.version,
    }));
