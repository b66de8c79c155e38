import twilio from 'twilio';
import { formParams, isJson, type GatewayRequest } from './request';

/**
 * Checks the `X-Twilio-Signature` of a request for a protected Function.
 *
 * A form body is signed parameter by parameter. A JSON body is covered only through `bodySHA256` in the query;
 * without it the signature is that of the URL alone, and the body can be anything.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @param publicUrl origin under which callers know the gateway. Never the Host header: the caller chooses that.
 */
export function hasValidSignature(request: GatewayRequest, authToken: string, publicUrl: string): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature === '') return false;
  const url = publicUrl + request.url;
  if (isJson(request) && new URL(url).searchParams.has('bodySHA256')) {
    return twilio.validateRequestWithBody(authToken, signature, url, request.body.toString('utf8'));
  }
  return twilio.validateRequest(authToken, signature, url, formParams(request));
}
