import Kernel

extension Feature {
    /// Access to data about people in an emergency, and everyone's log of what others did to their account.
    package static func breakGlass(_ rules: BreakGlassRules) -> Feature {
        Feature(
            routes: BreakGlass.routes(rules),
            migrations: BreakGlass.migrations,
            lifecycles: [BreakGlassGrant.lifecycle.table(named: BreakGlassGrant.kind)],
            jobs: [SettleBreakGlass.self, NotifyOfUnreviewed.self],
            schedules: [Daily("break_glass.tell_of_unreviewed", at: "07:00", in: .utc, NotifyOfUnreviewed())],
            problems: [.ownRequest, .reviewPending, .breakGlassNotActive],
            administration: [.breakGlass],
            personalData: [BreakGlass.personalData],
            retention: [BreakGlass.retention],
            templates: BreakGlass.templates,
            audit: BreakGlassAction.self
        )
    }
}
