import Kernel
import Platform

extension Feature {
    static let courses = Feature(
        routes: Courses.routes,
        migrations: courseMigrations,
        lifecycles: [Course.lifecycle.table(named: Course.kind)],
        jobs: [FillCourses.self, RefundPayment.self],
        schedules: [Every("caf.fill_courses", .minutes(15), FillCourses())],
        problems: [
            .alreadyEnrolled, .courseOver, .courseInUse, .courseUnpaid, .courseFull, .courseNeedsNoPayment,
        ],
        impersonalTables: courseTables,
        retention: [courseRetention],
        templates: courseTemplates,
        searched: [Course.searched],
        audit: CourseAction.self
    )
}
