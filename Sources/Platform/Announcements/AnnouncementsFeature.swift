import Kernel

extension Feature {
    /// Messages of administrators to many people at once.
    ///
    /// The routes are the product's: they name its groups and the permissions to reach them.
    package static func announcements<Audience: AnnouncementAudience>(
        to _: Audience.Type,
        routes: [Route],
        audit: (any AuditAction.Type)? = nil
    ) -> Feature {
        Feature(
            routes: routes,
            migrations: [Audience.migration],
            jobs: [SendAnnouncement<Audience>.self],
            impersonalTables: [
                ImpersonalTable(
                    "announcement",
                    "messages of administrators to many people, with the identity of the sender"
                )
            ],
            retention: [Announcement<Audience>.retention],
            templates: [Announcement<Audience>.template],
            audit: audit
        )
    }
}
