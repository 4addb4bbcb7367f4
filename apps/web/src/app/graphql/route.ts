export {
  forwardToApi as GET,
  forwardToApi as HEAD,
  forwardToApi as OPTIONS,
  forwardToApi as POST,
} from '../../features/gateway/forward-to-api.ts';
