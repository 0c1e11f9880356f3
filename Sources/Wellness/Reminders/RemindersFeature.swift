import Kernel
import Platform

extension Feature {
    static let reminders = Feature(
        migrations: Reminders.migrations,
        jobs: [SendReminders.self, ForgetReminderSlots.self],
        schedules: [
            PerPerson("wellness.reminders", .daily(Reminders.times), SendReminders(kind: .reminder)),
            PerPerson("wellness.nudges", .daily([Reminders.nudgeTime]), SendReminders(kind: .nudge)),
            Every("wellness.forget_reminder_slots", .hours(6), ForgetReminderSlots()),
        ],
        personalData: [Reminders.personalData],
        templates: Reminders.templates
    )
}
