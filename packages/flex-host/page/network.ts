/* eslint-disable @typescript-eslint/unbound-method -- what is wrapped here is always called with its own `this` */

/**
 * Sends what Flex UI means for Twilio to this host instead, which passes it on to the emulator.
 * Whatever else would go outside is stopped by the page's content security policy.
 */
export function routeTwilioToHost(): void {
  const nativeFetch = window.fetch.bind(window);
  window.fetch = (input, init) =>
    nativeFetch(input instanceof Request ? new Request(routed(input.url), input) : routed(input), init);

  const nativeOpen = XMLHttpRequest.prototype.open as (...parameters: unknown[]) => void;
  XMLHttpRequest.prototype.open = function (method: string, url: string | URL, ...rest: unknown[]): void {
    nativeOpen.call(this, method, routed(url), ...(rest.length > 0 ? rest : [true]));
  };

  const nativeBeacon = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, data) => nativeBeacon(routed(url), data);

  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(routed(url), protocols);
    }
  };

  window.Audio = class extends Audio {
    constructor(src?: string) {
      super(src === undefined ? src : routed(src));
    }
  };

  for (const element of [HTMLImageElement, HTMLScriptElement, HTMLMediaElement, HTMLSourceElement]) {
    routeProperty(element.prototype, 'src');
  }
  routeProperty(HTMLLinkElement.prototype, 'href');
  const nativeSetAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    const loads = name === 'src' || (name === 'href' && this instanceof HTMLLinkElement);
    nativeSetAttribute.call(this, name, loads ? routed(value) : value);
  };
}

/** An address of Twilio's as this host knows it; any other as it is. */
function routed(address: string | URL): string {
  const at = window.location;
  const url = URL.canParse(address, at.href) ? new URL(address, at.href) : undefined;
  if (!url || !/\.(twilio|twiliocdn)\.com$/.test(url.hostname)) return String(address);
  const scheme = url.protocol === 'wss:' || url.protocol === 'ws:' ? 'ws:' : 'http:';
  return `${scheme}//${at.host}/hosts/${url.hostname}${url.pathname}${url.search}`;
}

function routeProperty(prototype: object, name: string): void {
  const native = Object.getOwnPropertyDescriptor(prototype, name);
  if (!native?.set) return;
  const { set } = native;
  Object.defineProperty(prototype, name, {
    ...native,
    set(this: unknown, value: unknown) {
      set.call(this, typeof value === 'string' ? routed(value) : value);
    },
  });
}
