export const vendor = {
  identityProviders: { entra: 'Entra ID' },
};
