import type { CategoryType } from '../../categories/domain/category.ts';

interface DemoCategory {
  slug: string;
  name: string;
  type: CategoryType;
  parent?: string;
  colour: string;
}

export const CATEGORIES: readonly DemoCategory[] = [
  { slug: 'food', name: 'Food & Groceries', type: 'home_delivery', colour: '#2e7d32' },
  { slug: 'groceries', name: 'Daily Groceries', type: 'home_delivery', parent: 'food', colour: '#388e3c' },
  {
    slug: 'namkeen-sweets',
    name: 'Namkeen & Sweets',
    type: 'home_delivery',
    parent: 'food',
    colour: '#ef6c00',
  },
  { slug: 'fresh', name: 'Fruits & Vegetables', type: 'home_delivery', parent: 'food', colour: '#7cb342' },
  { slug: 'bakery', name: 'Bakery & Cafes', type: 'going_out', colour: '#8d6e63' },
  { slug: 'pharmacy', name: 'Pharmacy & Wellness', type: 'home_delivery', colour: '#00897b' },
  { slug: 'fashion', name: 'Fashion', type: 'going_out', colour: '#ad1457' },
  { slug: 'electronics', name: 'Electronics', type: 'home_delivery', colour: '#1565c0' },
  { slug: 'home-kitchen', name: 'Home & Kitchen', type: 'home_delivery', colour: '#5d4037' },
  { slug: 'books-stationery', name: 'Books & Stationery', type: 'home_delivery', colour: '#4527a0' },
  { slug: 'sports-games', name: 'Sports & Games', type: 'play', colour: '#c62828' },
  { slug: 'beauty-salon', name: 'Beauty & Salon Care', type: 'service', colour: '#d81b60' },
];
