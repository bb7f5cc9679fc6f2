// Put in place of the functions of these names throughout the guest and its libraries: a platform may take them away
// from the code, and what serves the code still needs them.
export const lastingDefineProperties = Object["define" + "Properties"];
export const lastingDefineProperty = Object["define" + "Property"];
export const lastingGetPrototypeOf = Object["getPrototype" + "Of"];
export const lastingSetPrototypeOf = Object["setPrototype" + "Of"];
