import Kernel
import Platform
import Store

/// One part of the business as the tables it adds to the product: a folder each.
struct Feature: Sendable {
    var routes: [Route] = []
    var migrations: [Migration] = []
    var lifecycles: [LifecycleTable] = []
    var jobs: [any Job.Type] = []
    var schedules: [Schedule] = []
    var problems: [Problem.Code] = []
    var personalData: [PersonalData] = []
    var impersonalTables: [ImpersonalTable] = []
    var retention: [Retention] = []
    var templates: [NoticeTemplate] = []
    var reports: [Report] = []
}
