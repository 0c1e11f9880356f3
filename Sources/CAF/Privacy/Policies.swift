import Platform

// The texts are pages of the CMS; a new version is another row with its first day in force.
// swift-format-ignore
let policies: [Policy] = [
    //     purpose     version             in force from        where                  required of
    Policy(.privacy,   version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy",  requiredOf: .customer),
    Policy(.terms,     version: "2026-01", since: "2026-01-01", at: "/cms/pages/terms",    requiredOf: .customer),
    Policy(.marketing, version: "2026-01", since: "2026-01-01", at: "/cms/pages/marketing"),
]
