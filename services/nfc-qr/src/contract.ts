import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { carsContract } from './cars/http/cars.routes.ts';
import { qrImagesContract } from './qr-images/http/qr-images.routes.ts';
import { scannedCarsContract } from './scans/http/scanned-cars.routes.ts';
import { scansContract } from './scans/http/scans.routes.ts';
import { webPagesContract } from './web-pages/http/web-pages.routes.ts';

/** All that nfc-qr serves over HTTP. */
export const contract = {
  service: 'nfc-qr',
  title: 'NFC and QR',
  capabilities: {
    cars: carsContract,
    scannedCars: scannedCarsContract,
    scans: scansContract,
    qrImages: qrImagesContract,
    webPages: webPagesContract,
    attention: attentionContract('nfc-qr'),
  },
} as const satisfies ServiceContract;
