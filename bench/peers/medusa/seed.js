// Fills an empty Medusa as its own starter does: one region, one warehouse that ships, and products in stock.
import { writeFileSync } from 'node:fs';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from '@medusajs/medusa/core-flows';

const PRODUCTS = 200;
const STOCK = 1_000_000;

export default async function seed({ container }) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;

  const [channel] = await run(createSalesChannelsWorkflow, { salesChannelsData: [{ name: 'Bench' }] });
  const [region] = await run(createRegionsWorkflow, {
    regions: [
      { name: 'India', currency_code: 'inr', countries: ['in'], payment_providers: ['pp_system_default'] },
    ],
  });
  await run(createTaxRegionsWorkflow, [{ country_code: 'in', provider_id: 'tp_system' }]);
  const [location] = await run(createStockLocationsWorkflow, {
    locations: [
      { name: 'Bench', address: { city: 'Bengaluru', country_code: 'IN', address_1: '1 MG Road' } },
    ],
  });
  const stockLocation = { stock_location_id: location.id };
  await link.create({
    [Modules.STOCK_LOCATION]: stockLocation,
    [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
  });
  const [profile] = await run(createShippingProfilesWorkflow, { data: [{ name: 'Bench', type: 'default' }] });
  const set = await fulfillment.createFulfillmentSets({
    name: 'Bench',
    type: 'shipping',
    service_zones: [{ name: 'India', geo_zones: [{ country_code: 'in', type: 'country' }] }],
  });
  await link.create({
    [Modules.STOCK_LOCATION]: stockLocation,
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  const rule = (attribute, value) => ({ attribute, value, operator: 'eq' });
  await run(createShippingOptionsWorkflow, [
    {
      name: 'Standard',
      price_type: 'flat',
      provider_id: 'manual_manual',
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: 'Standard', description: 'Some days', code: 'standard' },
      prices: [{ currency_code: 'inr', amount: 0 }],
      rules: [rule('enabled_in_store', 'true'), rule('is_return', 'false')],
    },
  ]);
  await run(linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  const [key] = await run(createApiKeysWorkflow, {
    api_keys: [{ title: 'Bench', type: 'publishable', created_by: '' }],
  });
  await run(linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });
  const products = await run(createProductsWorkflow, {
    products: Array.from({ length: PRODUCTS }, (_, i) => ({
      title: `Bench ${i}`,
      status: 'published',
      shipping_profile_id: profile.id,
      sales_channels: [{ id: channel.id }],
      options: [{ title: 'Size', values: ['One'] }],
      variants: [
        {
          title: 'One',
          sku: `BENCH-${i}`,
          options: { Size: 'One' },
          prices: [{ amount: 1, currency_code: 'inr' }],
        },
      ],
    })),
  });
  const { data: items } = await query.graph({ entity: 'inventory_item', fields: ['id'] });
  await run(createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id }) => ({
      location_id: location.id,
      stocked_quantity: STOCK,
      inventory_item_id: id,
    })),
  });
  const variants = products.map((product) => product.variants[0].id);
  writeFileSync('seeded.json', JSON.stringify({ publishableKey: key.token, regionId: region.id, variants }));
}
