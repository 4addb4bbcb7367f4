export {
  forwardToApi as GET,
  forwardToApi as HEAD,
} from '../../../../features/gateway/forward-to-api.ts';
