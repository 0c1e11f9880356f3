import Platform

extension Feature {
    static let push = announcements(to: Audience.self, routes: Announcements.routes, audit: PushAction.self)
}
