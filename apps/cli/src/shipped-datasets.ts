/** Datasets that come with Clusterboard, by slug, and `hashContent` of each: everybody means these by their names. */
export const shippedDatasets: ReadonlyMap<string, string> = new Map([
  ['digits', '019a25aa3fefea8708b30a6e03adc2a84f8a3b9d65b12c31bbc700759151f418'],
  ['fashion-mnist', '99dcc3bff098d38e2de799aaac864cf43830c652a860a4a977d97aac1738cb0a'],
]);
