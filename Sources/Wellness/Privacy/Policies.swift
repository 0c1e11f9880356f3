import Platform

// The texts are pages of the operator; a new version is another row with its first day in force.
// swift-format-ignore
let policies: [Policy] = [
    //     purpose        version             in force from        where                      required of
    Policy(.privacy,      version: "2026-01", since: "2026-01-01", at: "/cms/pages/privacy",     requiredOf: .user, .businessAdmin),
    Policy(.terms,        version: "2026-01", since: "2026-01-01", at: "/cms/pages/terms",       requiredOf: .user, .businessAdmin),
    Policy(.diary,        version: "2026-01", since: "2026-01-01", at: "/cms/pages/diary"),
    Policy(.assessments,  version: "2026-01", since: "2026-01-01", at: "/cms/pages/assessments"),
    Policy(.aggregation,  version: "2026-01", since: "2026-01-01", at: "/cms/pages/aggregation"),
    Policy(.reminders,    version: "2026-01", since: "2026-01-01", at: "/cms/pages/reminders"),
    Policy(.nudges,       version: "2026-01", since: "2026-01-01", at: "/cms/pages/nudges"),
    Policy(.weeklyMail,   version: "2026-01", since: "2026-01-01", at: "/cms/pages/weekly-mail"),
]
