import { inr, uniqueName } from '@chowk/testing';
import type { TestCatalog } from './fixture.ts';

export const categoryBody = (change: object = {}) => ({
  name: 'Sweets',
  slug: `sweets-${uniqueName('s').replace('_', '-')}`,
  type: 'home_delivery',
  ...change,
});

export const storeBody = (categoryId: string, change: object = {}) => ({
  name: 'Sarafa Sweets',
  categoryIds: [categoryId],
  address: {
    line1: '1 Bada Sarafa',
    area: 'Rajwada',
    city: 'Indore',
    state: 'Madhya Pradesh',
    pincode: '452002',
  },
  location: { lat: 22.7186, lng: 75.8551 },
  hours: { zone: 'Asia/Kolkata', weekly: [{ day: 'mon', opens: '09:00', closes: '21:00' }] },
  minimumOrder: inr(10_000),
  deliveryFee: inr(2_500),
  deliveryRadiusMetres: 5_000,
  ...change,
});

export const skuOf = (word: string) => uniqueName(word).toUpperCase();

export const variant = (change: object = {}) => ({
  sku: skuOf('SKU'),
  price: { original: inr(20_000), selling: inr(15_000) },
  stock: 5,
  ...change,
});

export const productBody = (categoryId: string, change: object = {}) => ({
  name: 'Kaju Katli',
  categoryId,
  variants: [variant()],
  gstRateBps: 500,
  hsn: '17049020',
  ...change,
});

/** People at a catalog, and what they put into it. */
export function peopleOf(catalog: () => TestCatalog) {
  const admin = () => catalog().as('usr_admin', 'user', 'admin');
  const merchant = (name = 'usr_m1') => catalog().as(name, 'user', 'merchant');
  const makeCategory = async (change: object = {}) =>
    (await admin().post('/api/v1/categories', categoryBody(change))).body.data.category;
  const makeStore = async (categoryId: string, owner = 'usr_m1', change: object = {}) =>
    (await merchant(owner).post('/api/v1/stores', storeBody(categoryId, change))).body.data.store;
  const makeProduct = async (storeId: string, categoryId: string, change: object = {}, owner = 'usr_m1') =>
    (await merchant(owner).post('/api/v1/products', { storeId, ...productBody(categoryId, change) })).body
      .data.product;
  return { admin, merchant, makeCategory, makeStore, makeProduct };
}
