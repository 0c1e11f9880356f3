import Platform

extension Feature {
    static let people = Feature(
        routes: Registration.routes + ProfileRoutes.routes + LeavingRoutes.routes,
        migrations: [Profile.migration],
        bounds: [
            Bound("PUT /users/profile", because: "changes one of the caller's own rows"),
            Bound("DELETE /users/account", because: "once for each account"),
            Bound("PUT /users/change-password", because: "checks a secret: 10 a minute per address"),
        ],
        personalData: [Profile.personalData],
        templates: [.profileChanged],
        searched: [Profile.searched],
        personSealed: [Profile.address],
        audit: PersonAction.self,
        erasing: { account, _, call, tx in try LeavingRoutes.part(with: account, as: call, tx) }
    )

    /// The refusals that several features share.
    static let shared = Feature(problems: [
        .tooMany, .alreadyThere, .notAwarded, .notFunded, .notApproved, .openBusiness, .interested,
        .secondPersonNeeded, .nameTaken, .inUse, .outOfReach, .lastAdmin,
    ])
}

enum PersonAction: String, AuditAction {
    case profileChange = "marketplace.profile.change"
}
