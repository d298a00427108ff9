// A demo city: Indore, Madhya Pradesh. Names of places are real, shops and prices are made up.

interface DemoStore {
  slug: string;
  name: string;
  description: string;
  category: string;
  line1: string;
  area: string;
  pincode: string;
  lat: number;
  lng: number;
  opens: string;
  closes: string;
  closedOn?: 'sun' | 'tue';
  /** Rupees. */
  minimumOrder: number;
  deliveryFee: number;
  cashbackBps: number;
  partner: boolean;
}

// A table: one field a line would make it 270 lines long.
// prettier-ignore
export const STORES: readonly DemoStore[] = [
  { slug: 'sarafa-namkeen', name: 'Sarafa Namkeen Bhandar', category: 'namkeen-sweets',
    description: 'Ratlami sev, gajak and sweets made through the night.',
    line1: '12 Bada Sarafa', area: 'Rajwada', pincode: '452002', lat: 22.7186, lng: 75.8551,
    opens: '08:00', closes: '02:00', minimumOrder: 149, deliveryFee: 25, cashbackBps: 300, partner: true },
  { slug: 'chappan-bakehouse', name: 'Chappan Bakehouse', category: 'bakery',
    description: 'Breads, cakes and filter coffee on the food street.',
    line1: 'Shop 31, 56 Dukan', area: 'New Palasia', pincode: '452001', lat: 22.7243, lng: 75.8847,
    opens: '09:00', closes: '23:00', minimumOrder: 199, deliveryFee: 30, cashbackBps: 500, partner: true },
  { slug: 'palasia-fresh', name: 'Palasia Fresh Mart', category: 'fresh',
    description: 'Fruit and vegetables from the Choithram mandi every morning.',
    line1: '4 AB Road, opp. Palasia Square', area: 'Old Palasia', pincode: '452018', lat: 22.7237, lng: 75.8798,
    opens: '07:00', closes: '21:30', minimumOrder: 99, deliveryFee: 20, cashbackBps: 200, partner: true },
  { slug: 'malwa-kirana', name: 'Malwa Kirana Stores', category: 'groceries',
    description: 'Dal, rice, masala and everything for the kitchen.',
    line1: '88 Scheme 54', area: 'Vijay Nagar', pincode: '452010', lat: 22.7519, lng: 75.8937,
    opens: '08:00', closes: '22:00', minimumOrder: 199, deliveryFee: 25, cashbackBps: 250, partner: true },
  { slug: 'siyaganj-wholesale', name: 'Siyaganj Dry Fruit House', category: 'groceries',
    description: 'Dry fruit, spices and tea in every grade.',
    line1: '17 Siyaganj Main Road', area: 'Siyaganj', pincode: '452007', lat: 22.7197, lng: 75.8672,
    opens: '10:00', closes: '20:00', closedOn: 'sun', minimumOrder: 299, deliveryFee: 40, cashbackBps: 400, partner: false },
  { slug: 'arogya-pharmacy', name: 'Arogya Pharmacy', category: 'pharmacy',
    description: 'Wellness, first aid and baby care around the clock.',
    line1: '2 MG Road, near MY Hospital', area: 'Chhawni', pincode: '452001', lat: 22.7132, lng: 75.8766,
    opens: '00:00', closes: '00:00', minimumOrder: 0, deliveryFee: 30, cashbackBps: 150, partner: true },
  { slug: 'rajwada-sarees', name: 'Rajwada Saree Emporium', category: 'fashion',
    description: 'Maheshwari and Chanderi straight from the weavers.',
    line1: '45 Sitlamata Bazaar', area: 'Rajwada', pincode: '452002', lat: 22.7169, lng: 75.8536,
    opens: '11:00', closes: '21:00', closedOn: 'tue', minimumOrder: 0, deliveryFee: 60, cashbackBps: 700, partner: true },
  { slug: 'treasure-threads', name: 'Treasure Threads', category: 'fashion',
    description: 'Everyday wear for men, women and children.',
    line1: 'First Floor, MG Road Mall', area: 'Tukoganj', pincode: '452001', lat: 22.7216, lng: 75.8785,
    opens: '10:30', closes: '22:00', minimumOrder: 499, deliveryFee: 49, cashbackBps: 600, partner: false },
  { slug: 'jail-road-electronics', name: 'Jail Road Electronics', category: 'electronics',
    description: 'Phones, audio and accessories with a bill and a warranty.',
    line1: '103 Jail Road', area: 'Novelty Market', pincode: '452007', lat: 22.7228, lng: 75.8632,
    opens: '10:30', closes: '21:00', closedOn: 'sun', minimumOrder: 299, deliveryFee: 49, cashbackBps: 200, partner: true },
  { slug: 'bhawarkuan-books', name: 'Bhawarkuan Book Depot', category: 'books-stationery',
    description: 'School, college and competition books, and stationery.',
    line1: '9 Bhawarkuan Square', area: 'Bhawarkuan', pincode: '452014', lat: 22.6923, lng: 75.8676,
    opens: '09:30', closes: '21:30', minimumOrder: 149, deliveryFee: 25, cashbackBps: 300, partner: false },
  { slug: 'annapurna-homeware', name: 'Annapurna Homeware', category: 'home-kitchen',
    description: 'Steel, cookware and things for the home.',
    line1: '21 Annapurna Road', area: 'Usha Nagar', pincode: '452009', lat: 22.6998, lng: 75.8389,
    opens: '10:00', closes: '21:00', minimumOrder: 299, deliveryFee: 45, cashbackBps: 350, partner: true },
  { slug: 'nehru-stadium-sports', name: 'Stadium Sports', category: 'sports-games',
    description: 'Cricket, badminton and fitness gear.',
    line1: '6 Nehru Stadium Complex', area: 'Chhoti Gwaltoli', pincode: '452001', lat: 22.7107, lng: 75.8779,
    opens: '10:00', closes: '21:00', minimumOrder: 249, deliveryFee: 40, cashbackBps: 400, partner: true },
  { slug: 'rau-organic', name: 'Rau Organic Farm Shop', category: 'fresh',
    description: 'Grown without poison at the edge of the city.',
    line1: '1 Rau–Pithampur Road', area: 'Rau', pincode: '453331', lat: 22.6345, lng: 75.8126,
    opens: '06:30', closes: '13:00', minimumOrder: 249, deliveryFee: 50, cashbackBps: 500, partner: true },
  { slug: 'vijay-nagar-beauty', name: 'Glow Beauty Supply', category: 'beauty-salon',
    description: 'Hair, skin and salon care.',
    line1: '14 Scheme 78', area: 'Vijay Nagar', pincode: '452010', lat: 22.7563, lng: 75.8984,
    opens: '10:00', closes: '21:30', minimumOrder: 199, deliveryFee: 35, cashbackBps: 450, partner: true },
  { slug: 'super-corridor-sweets', name: 'Corridor Mithai & Chaat', category: 'namkeen-sweets',
    description: 'Mawa bati, jalebi and party boxes.',
    line1: '3 Super Corridor Plaza', area: 'Gandhi Nagar', pincode: '453112', lat: 22.7601, lng: 75.8213,
    opens: '09:00', closes: '23:30', minimumOrder: 199, deliveryFee: 35, cashbackBps: 300, partner: false },
];
