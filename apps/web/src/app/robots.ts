import type { MetadataRoute } from 'next';
import { siteOrigin } from './site-origin.ts';

/** All may be found but uploads and submissions, which are their submitters' own affair. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/uploads', '/submissions/'] },
    sitemap: `${await siteOrigin()}/sitemap.xml`,
  };
}
