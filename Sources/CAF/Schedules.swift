import Kernel
import Platform

// swift-format-ignore
@ScheduleTable var schedules: [Schedule] {
    //    name                          when          job
    Every("caf.note_overdue_requests", .minutes(15), NoteOverdueRequests())
    Every("caf.fill_courses",          .minutes(15), FillCourses())
}
