/** A service's private name: when its check can be asked for, and what a change of the name does. */
import { expect, test } from 'vitest';
import { known } from '../../../base/assert.ts';
import { answerVerification } from '../../../state/privateDnsName.ts';
import { codeOf, type TestCaller, testCaller } from '../../testCall.ts';
import { modifyVpcEndpointServiceConfiguration } from './modifyVpcEndpointServiceConfiguration.ts';
import { startVpcEndpointServicePrivateDnsVerification } from './startVpcEndpointServicePrivateDnsVerification.ts';
import { CONSUMER, makeOffer, type Offer, PROVIDER } from './testParties.ts';

const start = (caller: TestCaller, ServiceId: string | undefined, as = PROVIDER) =>
  codeOf(() =>
    caller.run(startVpcEndpointServicePrivateDnsVerification, { ServiceId: ServiceId as string }, as),
  );

const service = (caller: TestCaller, { serviceId }: Offer) =>
  known(caller.state.snapshot.endpointServices.get(serviceId), 'the service');

const isAsked = (caller: TestCaller) =>
  caller.state.snapshot.endpointServices.count('verification', 'asked') === 1;

test('a check needs a private name, and only the owner can ask for it', async () => {
  const caller = await testCaller();
  const nameless = makeOffer(caller);
  expect(start(caller, nameless.serviceId)).toBe('InvalidParameter');
  expect(start(caller, undefined)).toBe('MissingParameter');
  expect(start(caller, 'vpce-svc-x')).toBe('InvalidVpcEndpointServiceId.NotFound');
  expect(start(caller, nameless.serviceId, CONSUMER)).toBe('InvalidVpcEndpointServiceId.NotFound');
  expect(isAsked(caller)).toBe(false);
});

test('a check is asked for once started, fails, is started again, and ends with the name', async () => {
  const caller = await testCaller();
  const offer = makeOffer(caller, { PrivateDnsName: 'api.example.com' });
  expect(isAsked(caller)).toBe(false);
  expect(start(caller, offer.serviceId)).toBe('no error');
  expect(isAsked(caller)).toBe(true);
  caller.change((tx) => answerVerification(tx, service(caller, offer), false));
  expect(isAsked(caller)).toBe(false);
  expect(service(caller, offer).status.privateDnsName?.state).toBe('failed');
  expect(start(caller, offer.serviceId)).toBe('no error');
  const token = service(caller, offer).status.privateDnsName;
  expect(token?.state).toBe('pendingVerification');

  const rename = { ServiceId: offer.serviceId, PrivateDnsName: 'other.example.com' };
  caller.run(modifyVpcEndpointServiceConfiguration, rename, PROVIDER);
  expect(isAsked(caller)).toBe(false);
  expect(service(caller, offer).status.privateDnsName?.value).not.toBe(token?.value);
});
