/** Token of the ReadModels. */
export const READ_MODELS = Symbol('ReadModels');
