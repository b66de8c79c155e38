import type { HostSession } from '../src/session';

/** Where Flex UI looks for a login. In the tab's storage, so that each tab can be somebody else. */
const LOGIN_KEY = 'TWILIO_FLEX_SSO';
const AS_KEY = 'flex-host.as';

/**
 * Logs in as whom the address names (`?as=admin`), or as whom this tab was before. Without either it
 * goes to the page to choose from.
 */
export async function enter(): Promise<HostSession | undefined> {
  const address = new URL(window.location.href);
  const as = address.searchParams.get('as') ?? sessionStorage.getItem(AS_KEY);
  const response = as === null ? undefined : await fetch(`/session?as=${encodeURIComponent(as)}`);
  if (!response?.ok) {
    sessionStorage.removeItem(AS_KEY);
    window.location.replace(`/?to=${encodeURIComponent(address.pathname)}`);
    return undefined;
  }
  const session = (await response.json()) as HostSession;
  sessionStorage.setItem(AS_KEY, session.as);
  sessionStorage.setItem(LOGIN_KEY, JSON.stringify(session.login));
  localStorage.removeItem(LOGIN_KEY);
  // Flex routes by path: only the path stays.
  address.searchParams.delete('as');
  window.history.replaceState(null, '', address);
  document.title = `${session.name} · Flex`;
  return session;
}
