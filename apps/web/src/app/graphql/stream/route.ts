export {
  forwardToApi as GET,
  forwardToApi as OPTIONS,
  forwardToApi as POST,
} from '../../../features/gateway/forward-to-api.ts';
