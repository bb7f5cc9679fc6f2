// Stands in for the native module, which would have to be compiled: nobody has to recognise this machine.
export async function getDeviceId() {
  return "00000000-0000-4000-8000-000000000000";
}
