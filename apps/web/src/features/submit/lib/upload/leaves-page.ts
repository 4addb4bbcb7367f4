/** Whether a link leaves the page at `here` in the same tab; a place on the page itself does not. */
export function leavesPage(
  link: { readonly href: string; readonly target: string; readonly download: string },
  here: string,
): boolean {
  if (link.download !== '' || (link.target !== '' && link.target !== '_self')) return false;
  const [to, from] = [new URL(link.href, here), new URL(here)];
  return to.origin !== from.origin || to.pathname !== from.pathname || to.search !== from.search;
}
