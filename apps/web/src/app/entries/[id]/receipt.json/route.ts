export {
  forwardToApi as GET,
  forwardToApi as HEAD,
} from '../../../../features/api-proxy/forward-to-api.ts';
