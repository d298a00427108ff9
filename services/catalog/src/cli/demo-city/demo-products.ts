/** Sizes and the like: an option, its values, and what each costs as a multiple of the base price in percent. */
interface Choice {
  option: string;
  values: ReadonlyArray<readonly [value: string, percent: number]>;
}

const grams: Choice = {
  option: 'Weight',
  values: [
    ['250 g', 100],
    ['500 g', 190],
    ['1 kg', 360],
  ],
};
const kilos: Choice = {
  option: 'Weight',
  values: [
    ['500 g', 100],
    ['1 kg', 190],
  ],
};
const cakes: Choice = {
  option: 'Weight',
  values: [
    ['500 g', 100],
    ['1 kg', 185],
  ],
};
const sacks: Choice = {
  option: 'Weight',
  values: [
    ['1 kg', 100],
    ['5 kg', 480],
  ],
};
const litres: Choice = {
  option: 'Volume',
  values: [
    ['500 ml', 100],
    ['1 l', 190],
  ],
};
const packs: Choice = {
  option: 'Pack',
  values: [
    ['Single', 100],
    ['Pack of 3', 280],
  ],
};
const clothes: Choice = {
  option: 'Size',
  values: [
    ['S', 100],
    ['M', 100],
    ['L', 100],
    ['XL', 110],
  ],
};
const shoes: Choice = {
  option: 'Size',
  values: [
    ['7', 100],
    ['8', 100],
    ['9', 100],
  ],
};
const memory: Choice = {
  option: 'Storage',
  values: [
    ['64 GB', 100],
    ['128 GB', 170],
  ],
};

interface Shelf {
  store: string;
  category: string;
  /** Basis points. */
  gst: number;
  hsn: string;
  choice?: Choice;
  /** Name, and original price of the first variant in rupees. */
  goods: ReadonlyArray<readonly [name: string, rupees: number]>;
}

// A table: one thing a line would make it 500 lines long.
// prettier-ignore
export const SHELVES: readonly Shelf[] = [
  { store: 'sarafa-namkeen', category: 'namkeen-sweets', gst: 500, hsn: '21069099', choice: grams, goods: [
    ['Ratlami Sev', 80], ['Laung Sev', 85], ['Khatta Meetha Mixture', 75], ['Ujjaini Sev', 78],
    ['Palak Sev', 82], ['Garlic Sev', 88], ['Indori Chiwda', 70], ['Aloo Lachha', 90],
  ] },
  { store: 'sarafa-namkeen', category: 'namkeen-sweets', gst: 500, hsn: '17049020', choice: kilos, goods: [
    ['Til Gajak', 220], ['Gulab Jamun', 240], ['Malpua', 260], ['Mawa Bati', 300], ['Kesar Shrikhand', 210],
  ] },
  { store: 'super-corridor-sweets', category: 'namkeen-sweets', gst: 500, hsn: '17049020', choice: kilos, goods: [
    ['Kaju Katli', 520], ['Motichoor Laddu', 240], ['Besan Barfi', 260], ['Moong Dal Halwa', 340],
    ['Rasmalai', 320], ['Doodh Peda', 280], ['Jalebi', 180], ['Sohan Papdi', 200],
  ] },
  { store: 'super-corridor-sweets', category: 'namkeen-sweets', gst: 500, hsn: '21069099', goods: [
    ['Party Box: Samosa and Kachori, 20 pieces', 420], ['Dahi Bhalla Family Tray', 260],
    ['Pani Puri Kit for Six', 180], ['Festive Mithai Hamper', 999],
  ] },
  { store: 'chappan-bakehouse', category: 'bakery', gst: 1800, hsn: '19059010', choice: cakes, goods: [
    ['Chocolate Truffle Cake', 550], ['Pineapple Gateau', 480], ['Red Velvet Cake', 620],
    ['Butterscotch Cake', 500], ['Rasmalai Cake', 680],
  ] },
  { store: 'chappan-bakehouse', category: 'bakery', gst: 500, hsn: '19059090', goods: [
    ['Whole Wheat Sourdough Loaf', 160], ['Multigrain Bread', 70], ['Butter Croissant', 95],
    ['Garlic Pull-Apart Bread', 140], ['Jeera Biscuits', 120], ['Almond Biscotti', 220],
    ['Banana Walnut Bread', 240], ['Masala Khari', 90],
  ] },
  { store: 'palasia-fresh', category: 'fresh', gst: 0, hsn: '07099990', choice: kilos, goods: [
    ['Desi Tomatoes', 22], ['Nashik Red Onions', 20], ['Jyoti Potatoes', 18], ['Green Chillies', 40],
    ['Lady Finger', 36], ['Cauliflower', 30], ['Ginger', 70], ['French Beans', 48],
  ] },
  { store: 'palasia-fresh', category: 'fresh', gst: 0, hsn: '08109090', choice: kilos, goods: [
    ['Robusta Bananas', 30], ['Shimla Apples', 95], ['Nagpur Oranges', 60], ['Bhusawal Papaya', 38],
    ['Sharad Pomegranate', 110], ['Black Grapes', 85],
  ] },
  { store: 'rau-organic', category: 'fresh', gst: 0, hsn: '07099990', choice: kilos, goods: [
    ['Organic Spinach', 40], ['Organic Carrots', 48], ['Organic Bottle Gourd', 34],
    ['Organic Cucumber', 38], ['Organic Beetroot', 42], ['Organic Guava', 62], ['Organic Sweet Corn', 50],
  ] },
  { store: 'rau-organic', category: 'groceries', gst: 500, hsn: '04090000', choice: grams, goods: [
    ['Raw Forest Honey', 190], ['Stone-Ground Turmeric', 95], ['A2 Cow Ghee', 320], ['Jaggery Powder', 60],
  ] },
  { store: 'malwa-kirana', category: 'groceries', gst: 500, hsn: '10063020', choice: sacks, goods: [
    ['Sharbati Wheat Atta', 58], ['Basmati Rice', 125], ['Kolam Rice', 68], ['Toor Dal', 165],
    ['Moong Dal', 135], ['Chana Dal', 98], ['Poha, Thick', 62], ['Besan', 96], ['Sugar', 46],
  ] },
  { store: 'malwa-kirana', category: 'groceries', gst: 500, hsn: '15079010', choice: litres, goods: [
    ['Groundnut Oil, Cold Pressed', 160], ['Soyabean Oil', 78], ['Mustard Oil', 98], ['Sunflower Oil', 86],
  ] },
  { store: 'malwa-kirana', category: 'groceries', gst: 1800, hsn: '34022010', goods: [
    ['Detergent Powder 2 kg', 240], ['Dishwash Bar, Pack of 4', 80], ['Floor Cleaner 1 l', 190],
  ] },
  { store: 'siyaganj-wholesale', category: 'groceries', gst: 500, hsn: '08029000', choice: grams, goods: [
    ['California Almonds', 260], ['W240 Cashews', 290], ['Afghan Raisins', 150], ['Akhrot Giri', 340],
    ['Iranian Pistachios', 380], ['Medjool Dates', 310], ['Makhana', 280],
  ] },
  { store: 'siyaganj-wholesale', category: 'groceries', gst: 500, hsn: '09109100', choice: grams, goods: [
    ['Kashmiri Red Chilli Powder', 180], ['Jeeralu Masala', 90], ['Green Cardamom, 8 mm', 720],
    ['Assam CTC Tea', 130], ['Sabut Garam Masala', 240],
  ] },
  { store: 'arogya-pharmacy', category: 'pharmacy', gst: 1200, hsn: '30049099', goods: [
    ['Chyawanprash 1 kg', 395], ['Digital Thermometer', 249], ['Pulse Oximeter', 1299],
    ['First Aid Kit, 42 pieces', 549], ['ORS Sachets, Box of 20', 420], ['Crepe Bandage 10 cm', 185],
    ['Steam Inhaler', 499], ['Hot Water Bag 2 l', 349], ['Blood Pressure Monitor', 2199],
  ] },
  { store: 'arogya-pharmacy', category: 'pharmacy', gst: 1800, hsn: '33049990', choice: packs, goods: [
    ['Hand Sanitiser 200 ml', 99], ['Aloe Vera Gel 150 ml', 149], ['Baby Wipes, 72 sheets', 179],
    ['Sunscreen SPF 50', 449],
  ] },
  { store: 'rajwada-sarees', category: 'fashion', gst: 500, hsn: '50072010', goods: [
    ['Maheshwari Silk-Cotton Saree, Maroon', 3450], ['Maheshwari Silk-Cotton Saree, Peacock Blue', 3450],
    ['Chanderi Saree with Zari Border', 4250], ['Bagh Print Cotton Saree', 1650],
    ['Tussar Silk Saree', 5200], ['Banarasi Georgette Saree', 6800], ['Kota Doria Saree', 1850],
    ['Silk Dupatta, Hand-Block Printed', 1150],
  ] },
  { store: 'rajwada-sarees', category: 'fashion', gst: 500, hsn: '62044290', choice: clothes, goods: [
    ['Chanderi Kurta Set', 2190], ['Cotton Anarkali', 1790], ['Bagh Print Kurti', 899],
  ] },
  { store: 'treasure-threads', category: 'fashion', gst: 500, hsn: '61091000', choice: clothes, goods: [
    ['Men’s Linen Shirt', 1299], ['Men’s Polo T-Shirt', 699], ['Slim Fit Chinos', 1499],
    ['Women’s Denim Jacket', 1999], ['Cotton Palazzo Pants', 799], ['Unisex Hoodie', 1399],
    ['Nehru Jacket', 1899],
  ] },
  { store: 'treasure-threads', category: 'fashion', gst: 1800, hsn: '64041990', choice: shoes, goods: [
    ['Canvas Sneakers', 1199], ['Leather Loafers', 2299], ['Kolhapuri Chappal', 899],
  ] },
  { store: 'jail-road-electronics', category: 'electronics', gst: 1800, hsn: '85183000', goods: [
    ['Wireless Earbuds', 1999], ['Over-Ear Headphones', 3499], ['Bluetooth Speaker 20 W', 2799],
    ['Soundbar 80 W', 6999], ['20,000 mAh Power Bank', 1799], ['65 W GaN Charger', 1599],
    ['USB-C Braided Cable 2 m', 399], ['Smart Watch, AMOLED', 3999], ['Wi-Fi 6 Router', 3299],
  ] },
  { store: 'jail-road-electronics', category: 'electronics', gst: 1800, hsn: '85235100', choice: memory, goods: [
    ['USB 3.2 Pen Drive', 549], ['microSD Card A2', 699], ['4G Android Tablet 8 inch', 9999],
  ] },
  { store: 'bhawarkuan-books', category: 'books-stationery', gst: 0, hsn: '49011010', goods: [
    ['NCERT Class 10 Science', 195], ['NCERT Class 12 Physics, Part I', 170],
    ['MPPSC General Studies Guide', 699], ['Quantitative Aptitude for Competitions', 545],
    ['Hindi–English Dictionary', 350], ['Malgudi Days', 225], ['Raag Darbari', 299],
    ['Atlas of India', 420],
  ] },
  { store: 'bhawarkuan-books', category: 'books-stationery', gst: 1200, hsn: '48201020', choice: packs, goods: [
    ['A4 Notebook, 200 pages', 90], ['Spiral Sketchbook', 180], ['Gel Pen, Blue', 20],
    ['Geometry Box', 145], ['Scientific Calculator', 895],
  ] },
  { store: 'annapurna-homeware', category: 'home-kitchen', gst: 1200, hsn: '73239390', goods: [
    ['Steel Masala Dabba', 749], ['Pressure Cooker 5 l', 2150], ['Cast Iron Tawa 26 cm', 999],
    ['Brass Pooja Thali', 1250], ['Steel Tiffin, 4 tiers', 899], ['Copper Water Bottle 1 l', 799],
    ['Non-Stick Kadhai 24 cm', 1349], ['Chakla Belan Set, Sheesham', 449],
  ] },
  { store: 'annapurna-homeware', category: 'home-kitchen', gst: 1200, hsn: '63049239', goods: [
    ['Cotton Bedsheet, King Size', 1299], ['Jaipuri Razai, Double', 2499], ['Door Curtain, Pair', 899],
    ['Jute Floor Mat', 599],
  ] },
  { store: 'nehru-stadium-sports', category: 'sports-games', gst: 1200, hsn: '95069990', goods: [
    ['Kashmir Willow Bat, Full Size', 1899], ['English Willow Bat, Grade 2', 9500],
    ['Leather Cricket Ball', 449], ['Badminton Racquet, Graphite', 2290],
    ['Feather Shuttlecocks, Tube of 10', 899], ['Football, Size 5', 999], ['Carrom Board 32 inch', 2450],
    ['Yoga Mat 6 mm', 799], ['Skipping Rope', 249], ['Resistance Bands, Set of 5', 699],
    ['Dumbbells 5 kg, Pair', 1299], ['Wooden Chess Set', 1099],
  ] },
  { store: 'vijay-nagar-beauty', category: 'beauty-salon', gst: 1800, hsn: '33059090', choice: packs, goods: [
    ['Onion Hair Oil 200 ml', 349], ['Keratin Shampoo 300 ml', 549], ['Vitamin C Face Serum', 599],
    ['Kajal Twist Pen', 249], ['Charcoal Face Wash', 229], ['Rose Water 200 ml', 149],
    ['Herbal Mehndi 500 g', 180], ['Beard Oil 50 ml', 399],
  ] },
  { store: 'vijay-nagar-beauty', category: 'beauty-salon', gst: 1800, hsn: '85163100', goods: [
    ['Ionic Hair Dryer 1600 W', 2199], ['Ceramic Straightener', 1899], ['Cordless Trimmer', 1599],
    ['Manicure Kit, 12 pieces', 699],
  ] },
  { store: 'malwa-kirana', category: 'groceries', gst: 1200, hsn: '21069099', goods: [
    ['Instant Poha Mix', 85], ['Mango Pickle 500 g', 145], ['Moong Papad 400 g', 120],
    ['Filter Coffee Powder 200 g', 165],
  ] },
  { store: 'treasure-threads', category: 'fashion', gst: 500, hsn: '61112000', goods: [
    ['Kids’ Cotton Pyjama Set', 599], ['Pack of 5 Cotton Socks', 349], ['Leather Belt, Brown', 799],
  ] },
  { store: 'jail-road-electronics', category: 'electronics', gst: 1800, hsn: '94054090', goods: [
    ['LED Desk Lamp', 899], ['Smart Plug 16 A', 999], ['Extension Board, 6 sockets', 749],
  ] },
  { store: 'bhawarkuan-books', category: 'books-stationery', gst: 1200, hsn: '95030030', goods: [
    ['Wooden Alphabet Blocks', 549], ['Watercolour Set, 24 shades', 325],
  ] },
  { store: 'palasia-fresh', category: 'fresh', gst: 0, hsn: '07099990', goods: [
    ['Coriander Bunch', 15], ['Curry Leaves', 10],
  ] },
];
