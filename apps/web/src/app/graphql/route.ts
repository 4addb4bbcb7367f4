export {
  forwardToApi as GET,
  forwardToApi as HEAD,
  forwardToApi as OPTIONS,
  forwardToApi as POST,
} from '../../features/api-proxy/forward-to-api.ts';
