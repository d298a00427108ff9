import { basisPoints, format, money, sum, times } from '@chowk/money';

const inr = (amount: number) => money(amount, 'INR');

const GOODS = [
  { description: 'Assam tea, loose leaf, 500 g', hsn: '0902', price: inr(32_500) },
  { description: 'हाथ से बुना सूती कुर्ता (क्षत्रिय श्रृंखला)', hsn: '6205', price: inr(1_49_900) },
  { description: 'தஞ்சாவூர் தலையாட்டி பொம்மை', hsn: '9503', price: inr(89_950) },
  { description: 'বাঁকুড়ার পোড়ামাটির ঘোড়া', hsn: '6913', price: inr(2_10_000) },
];

/** Data of test/templates/invoice.typ: a GST invoice within one state, 9 % + 9 %. */
export function invoiceData(lineCount: number, change: object = {}): object {
  const lines = Array.from({ length: lineCount }, (_, i) => {
    const { description, hsn, price } = GOODS[i % GOODS.length]!;
    const taxable = times(price, 1 + (i % 3));
    const half = basisPoints(taxable, 900);
    return {
      description,
      hsn,
      price,
      quantity: 1 + (i % 3),
      taxable,
      half,
      total: sum([taxable, half, half], 'INR'),
    };
  });
  const totalOf = (pick: (line: (typeof lines)[number]) => (typeof lines)[number]['total']): string =>
    format(sum(lines.map(pick), 'INR'));
  return {
    number: 'INV/26-27/000042',
    date: '2026-04-01',
    placeOfSupply: '29 Karnataka',
    titleInHindi: 'कर चालान',
    titleInTamil: 'வரி விலைப்பட்டியல்',
    seller: {
      name: 'Chowk बाज़ार Pvt. Ltd.',
      address: '12 Church Street, Bengaluru 560001',
      gstin: '29AAAPL1234C1ZV',
    },
    buyer: { name: 'आशा राव', address: '४ गांधी मार्ग, Bengaluru 560002', gstin: 'unregistered' },
    lines: lines.map(({ description, hsn, price, quantity, half, total }) => ({
      description,
      hsn,
      quantity,
      price: format(price),
      cgst: format(half),
      sgst: format(half),
      total: format(total),
    })),
    totals: [
      { label: 'Taxable value', amount: totalOf((line) => line.taxable) },
      { label: 'CGST 9 %', amount: totalOf((line) => line.half) },
      { label: 'SGST 9 %', amount: totalOf((line) => line.half) },
    ],
    total: totalOf((line) => line.total),
    note: 'Amounts are in Indian rupees. धन्यवाद! நன்றி!',
    ...change,
  };
}
