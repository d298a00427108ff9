/** Who asks for the lists: the owner of most rows. */
export const READER = {
  userId: 'usr_reader',
  sessionId: 'ses_reader',
  roles: ['admin', 'owner'],
} as const;

export const ROWS = 2_500;
/** One row in five is somebody else's, all along. */
const isOthers = (n: number): boolean => n % 5 === 4;
export const ownerOf = (n: number): string => (isOthers(n) ? 'usr_other' : READER.userId);

/** The `n`th row of a collection, of the reader or somebody else; it may lack what no list asks for. */
type RowMaker = (n: number, owner: string) => { _id: string } & Record<string, unknown>;

const padded = (n: number): string => String(n).padStart(20, '0');
const START = Date.UTC(2026, 0, 1);
/** Some rows share an instant, so that ids have ties to break. */
const instant = (n: number): Date => new Date(START + Math.floor(n / 3) * 60_000);
const rupees = (amount: number) => ({ amount, currency: 'INR' });
/** True for one row in a hundred: what a filter selects has to be found, not stumbled upon. */
const isRare = (n: number): boolean => n % 100 === 3;

const job: RowMaker = (n) => ({
  _id: `list-probe/${padded(n)}`,
  ...{ jobId: `job_${padded(n)}`, type: 'list-probe', key: padded(n), state: 'needs-attention', data: {} },
  ...{
    runAt: instant(n),
    dueAt: instant(n),
    createdAt: instant(n),
    holder: null,
    attempts: 5,
    error: 'Error: no',
  },
});
const audit: RowMaker = (n) => ({
  _id: `aud_${padded(n)}`,
  ...{ itemId: n < 100 ? 'job:job_1' : `job:job_${n}`, action: 'replay', outcome: 'done', by: 'usr_admin' },
  at: instant(n),
});
const everywhere = { jobs: job, attention_audit: audit };

const product: RowMaker = (n) => ({
  _id: `prd_${padded(n)}`,
  ...{ name: `Thing ${padded((n * 7) % 5_000)}`, description: '', brand: null },
  storeId: isOthers(n) ? 'str_other' : 'str_reader',
  categoryId: isOthers(n) ? 'cat_other' : 'cat_reader',
  options: [],
  variants: [
    {
      ...{ id: `var_${padded(n)}`, sku: `SKU-${padded(n)}`, options: {}, barcode: null },
      price: { original: rupees(10_000), selling: rupees(5_000 + ((n * 13) % 1_000)) },
    },
  ],
  priceFrom: rupees(5_000 + ((n * 13) % 1_000)),
  ...{ gstRateBps: 1_800, hsn: '12345678', taxInclusive: true, specifications: [], tags: [], images: [] },
  ...{
    featured: isRare(n),
    inStock: isRare(n),
    words: ['thing', padded(n), ...(isRare(n) ? ['rare'] : [])],
  },
  ...{ version: 1, createdAt: instant(n), deletedAt: null },
});
const stock: RowMaker = (n) => ({
  _id: `SKU-${padded(n)}`,
  ...{ productId: `prd_${padded(n)}`, storeId: isOthers(n) ? 'str_other' : 'str_reader', active: true },
  ...{ onHand: isRare(n) ? 5 : 0, allocated: 0, threshold: -1, holds: [], adjustmentIds: [] },
  inStock: isRare(n),
});
const store: RowMaker = (n, owner) => ({
  _id: n === 0 ? 'str_reader' : `str_${padded(n)}`,
  ...{ name: `Shop ${padded((n * 7) % 5_000)}`, description: '', ownerUserId: owner },
  categoryIds: [isOthers(n) ? 'cat_other' : 'cat_reader'],
  address: {
    line1: '1 Road',
    area: 'A',
    city: isOthers(n) ? 'Nashik' : 'Pune',
    state: 'Maharashtra',
    pincode: '411001',
  },
  location: { type: 'Point', coordinates: [73.8 + (n % 50) / 1_000, 18.5 + Math.floor(n / 50) / 1_000] },
  hours: { zone: 'Asia/Kolkata', weekly: [] },
  ...{
    minimumOrder: rupees(0),
    deliveryFee: rupees(0),
    deliveryRadiusMetres: 5_000,
    gstin: null,
    image: null,
  },
  ...{ active: true, partner: false, cashbackBps: 0, version: 1, createdAt: instant(n), deletedAt: null },
});
/** All categories are one page: there are as many as a shop has, not thousands. */
const category: RowMaker = (n) => ({
  _id: ['cat_reader', 'cat_other'][n] ?? `cat_${padded(n)}`,
  ...{ name: `Category ${n}`, slug: `category-${n}`, type: 'product', parentId: null, sortOrder: n },
  ...{ icon: null, image: null, colour: null, tags: [], version: 1 },
});

const order: RowMaker = (n, owner) => ({
  _id: `ord_${padded(n)}`,
  ...{ number: `CH-${n}`, userId: owner, status: isRare(n) ? 'delivered' : 'confirmed', version: 1 },
  ...{ lines: [], stores: [], notes: 'ring', priceChanges: [], tracking: [] },
  totals: Object.fromEntries(
    ['subtotal', 'discount', 'tax', 'delivery', 'total'].map((key) => [key, rupees(1)]),
  ),
  address: { name: 'A', line1: 'B', city: 'C', state: 'Goa', pincode: '403001', phone: '+919812345678' },
  payment: { id: `pay_${padded(n)}`, method: 'wallet', status: 'captured' },
  ...{ createdAt: instant(n), placedAt: instant(n) },
});

const available = (owner: string): string => `user:${owner}:available/INR`;
const entry: RowMaker = (n, owner) => {
  const seq = n + 1;
  return {
    _id: `${available(owner)}#${String(seq).padStart(12, '0')}`,
    ...{
      account: available(owner),
      seq,
      transferId: `trf_${padded(n)}`,
      transferHash: 'h',
      reference: `ord_${n}`,
    },
    ...{ kind: isRare(n) ? 'refund' : 'topup', delta: 1, balanceBefore: seq - 1, balanceAfter: seq },
    ...{ createdAt: instant(n), prevHash: '', hash: `h${n}` },
  };
};
const account: RowMaker = (n, owner) => ({
  _id: n === 0 ? available(owner) : `user:usr_${padded(n)}:available/INR`,
  ...{ balance: 0, entryCount: 0, lastHash: '', turnover: {} },
});
const payment: RowMaker = (n, owner) => ({
  _id: `pay_${padded(n)}`,
  ...{ userId: owner, purpose: 'order', provider: 'wallet', status: 'captured', amount: 1, currency: 'INR' },
  ...{ refunded: 0, refundable: 1, reference: `ord_${n}`, createdAt: instant(n), updatedAt: instant(n) },
});
const unmatched: RowMaker = (n) => ({
  _id: `razorpay:pay_${padded(n)}`,
  ...{ provider: 'razorpay', providerPaymentId: `pay_${padded(n)}`, paymentId: `top_${padded(n)}` },
  ...{ userId: 'usr_1', reason: 'second', amount: 5, currency: 'INR', left: 5 },
  ...{ status: isRare(n) ? 'credited' : 'held', createdAt: instant(n), updatedAt: instant(n) },
});

const notification: RowMaker = (n, owner) => {
  const seq = n + 1;
  return {
    _id: `${owner}#${String(seq).padStart(12, '0')}`,
    ...{ userId: owner, seq, category: isRare(n) ? 'wallet' : 'orders', type: 'order-placed' },
    ...{ title: 'T', body: 'B', data: {}, eventId: `evt_${n}`, createdAt: instant(n) },
    readAt: isRare(n + 1) ? null : instant(n),
  };
};

const session: RowMaker = (n, owner) => ({
  _id: `ses_${padded(n)}`,
  ...{ userId: owner, device: 'phone', createdAt: instant(n), lastUsedAt: instant(n) },
  expiresAt: new Date(Date.UTC(2100, 0, 1)),
});

const car: RowMaker = (n, owner) => ({
  _id: n === 0 ? 'car_reader' : `car_${padded(n)}`,
  ...{ ownerUserId: owner, carNumber: 'MH 12 AB 1234', carModel: 'Swift', customFields: [] },
  ...{
    selectedTemplate: 'classic',
    code: `code${n}`,
    version: 1,
    createdAt: instant(n),
    updatedAt: instant(n),
  },
});
const scan: RowMaker = (n, owner) => {
  const carId = isRare(n) ? 'car_reader' : `car_${padded(n % 50)}`;
  return {
    _id: `scn_${padded(n)}`,
    ...{ kind: 'view', target: { kind: 'car', id: carId }, carId, ownerUserId: owner, at: instant(n) },
    snapshot: { title: 'Swift', maskedNumber: 'MH ** ** 1234' },
  };
};
const qrImage: RowMaker = (n, owner) => ({
  _id: `qri_${padded(n)}`,
  ...{ ownerUserId: owner, target: 'car', targetId: 'car_reader', code: `code${n}` },
  ...{ size: '2x2', format: 'png', ecc: 'M', createdAt: instant(n) },
});

/** What is put into each collection that a list reads. */
export const ROW_MAKERS: Readonly<Record<string, Readonly<Record<string, RowMaker>>>> = {
  auth: { ...everywhere, sessions: session },
  catalog: { ...everywhere, products: product, stock, stores: store, categories: category },
  orders: { ...everywhere, orders: order },
  wallet: {
    ...everywhere,
    ...{ ledger_entries: entry, ledger_accounts: account, payments: payment, unmatched_money: unmatched },
  },
  notify: { ...everywhere, notifications: notification },
  'nfc-qr': { ...everywhere, cars: car, scans: scan, qr_codes: qrImage },
};

/** Collections that stay small by what they are for. */
export const SMALL: Readonly<Record<string, number>> = { categories: 20 };
