import Platform

/// Operations of the platform that the contract names differently.
// swift-format-ignore
let secondNames: [SecondName] = [
    SecondName("POST /auth/mfa/enroll",             of: "POST /users/me/second-factor",                as: "enrolMfa"),
    SecondName("POST /auth/mfa/confirm",            of: "POST /users/me/second-factor/confirm",        as: "confirmMfa"),
    SecondName("POST /auth/mfa/verify",             of: "POST /auth/login/second-factor",              as: "verifyMfa"),
    SecondName("POST /auth/mfa/recovery",           of: "POST /users/me/second-factor/recovery-codes", as: "replaceMfaRecoveryCodes"),
    SecondName("DELETE /auth/mfa",                  of: "DELETE /users/me/second-factor",              as: "disableMfa"),
    SecondName("GET /auth/sessions",                of: "GET /users/me/sessions",                      as: "listSessions"),
    SecondName("DELETE /auth/sessions/{id}",        of: "DELETE /users/me/sessions/{id}",              as: "revokeSession"),
    SecondName("POST /users/me/change-password",    of: "POST /users/me/password",                     as: "changePassword"),
    SecondName("POST /users/me/consents",           of: "PUT /users/me/consents",                      as: "giveConsents"),
]
