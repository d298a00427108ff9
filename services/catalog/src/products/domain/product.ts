import { subtract, type Money } from '@chowk/money';

export interface Price {
  /** What it costs without a discount (MRP). */
  original: Money;
  /** What it costs now; never more. */
  selling: Money;
}

/** One thing that can be put into a cart. */
export interface Variant {
  id: string;
  sku: string;
  /** One value for each option of the product: `{ Size: 'M' }`. */
  options: Record<string, string>;
  price: Price;
  barcode: string | null;
}

export interface ProductOption {
  name: string;
  values: string[];
}

/** What a merchant edits of a product; stock has its own ways, see src/stock. */
export interface ProductFields {
  name: string;
  description: string;
  brand: string | null;
  categoryId: string;
  options: ProductOption[];
  variants: Variant[];
  /** Basis points: 1800 is 18 %. */
  gstRateBps: number;
  /** Code of the Harmonised System of Nomenclature, for invoices. */
  hsn: string;
  /** Whether prices hold the tax already. */
  taxInclusive: boolean;
  specifications: Array<{ name: string; value: string }>;
  tags: string[];
  images: string[];
  featured: boolean;
}

export interface Product extends ProductFields {
  id: string;
  storeId: string;
  priceFrom: Money;
  version: number;
  createdAt: Date;
}

type Problem = { path: string; message: string };

/** What is saved against the original price, as money and in basis points, rounded down: never promise too much. */
export function discountOf({ original, selling }: Price): { amount: Money; bps: number } {
  const amount = subtract(original, selling);
  const bps = original.amount === 0 ? 0n : (BigInt(amount.amount) * 10_000n) / BigInt(original.amount);
  return { amount, bps: Number(bps) };
}

/** `500 g / Salted`; `Standard` for a product without options. */
export const labelOf = (options: readonly ProductOption[], variant: Pick<Variant, 'options'>): string =>
  options.map(({ name }) => variant.options[name]).join(' / ') || 'Standard';

/**
 * What is wrong with a product's variants as a whole: each takes one value of each option, no two are the
 * same, SKUs differ, no price is above its original, and all are in one currency.
 */
export function variantProblems(
  options: readonly ProductOption[],
  variants: ReadonlyArray<Pick<Variant, 'sku' | 'options' | 'price'>>,
): Problem[] {
  const problems: Problem[] = [];
  const skus = new Set<string>();
  const combinations = new Set<string>();
  const currency = variants[0]?.price.selling.currency;
  const allowed = new Map(options.map(({ name, values }) => [name, new Set(values)]));
  if (allowed.size < options.length) problems.push({ path: 'options', message: 'have a name twice' });

  variants.forEach((variant, index) => {
    const add = (path: string, message: string) =>
      problems.push({ path: `variants.${index}.${path}`, message });
    if (skus.has(variant.sku)) add('sku', 'is used twice');
    skus.add(variant.sku);

    for (const name of Object.keys(variant.options))
      if (!allowed.has(name)) add(`options.${name}`, 'is not an option of the product');
    for (const [name, values] of allowed)
      if (!Object.hasOwn(variant.options, name) || !values.has(variant.options[name]!))
        add(`options.${name}`, `must be one of ${[...values].join(', ')}`);
    const combination = JSON.stringify(options.map(({ name }) => variant.options[name]));
    if (combinations.has(combination)) add('options', 'are those of another variant');
    combinations.add(combination);

    const { original, selling } = variant.price;
    if (original.currency !== currency) add('price.original.currency', `must be ${currency}`);
    if (selling.currency !== currency) add('price.selling.currency', `must be ${currency}`);
    if (selling.amount > original.amount) add('price.selling.amount', 'must not be above the original price');
  });
  return problems;
}

/** Lower-case words of texts, each once: what a search by prefixes looks into. */
export function searchWords(...texts: readonly string[]): string[] {
  const words = texts.flatMap(
    (text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );
  return [...new Set(words)];
}

/** The cheapest selling price. */
export const lowestPrice = (variants: ReadonlyArray<Pick<Variant, 'price'>>): Money =>
  variants
    .map(({ price }) => price.selling)
    .reduce((low, price) => (price.amount < low.amount ? price : low));
