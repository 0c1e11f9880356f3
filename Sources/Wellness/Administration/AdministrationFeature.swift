import Platform

extension Feature {
    static let administration = Feature(
        routes: Users.routes + Analytics.routes,
        problems: [.hasDiary, .hasMembership, .notAMember]
    )
}
