"""Stories of several jobs of one provider who stops working."""
from stories import NOW


def begin(jobs):
    """One job quoted, one awarded, two funded, of which one begins."""
    for job in jobs:
        job.post()
        job.offer()
    for job in jobs[1:]:
        job.accept()
    for job in jobs[2:]:
        job.pay()


def banned(jobs):
    """Shut out: quotes are withdrawn, awards lapse, funded jobs that have not begun are cancelled; what has begun goes on."""
    quoted, awarded, funded, begun = jobs
    begin(jobs)
    yield begun.work
    begun.start()
    adam, provider = begun.market.adam, begun.provider.provider
    adam.wanted(200, "PUT", f"/admin/providers/{provider}/status", {"status": "banned", "reason": "Threatened a customer."})
    begun.week.nights[provider].gone = True
    yield NOW
    funded.fault, funded.fails = "provider", True
    funded.goes_back(funded.money.held)
    funded.sees("cancelled")
    # The unpaid award has lapsed long ago, the quotes' jobs are open again.
    awarded.lapses = 1
    for job in (quoted, awarded):
        job.sees("open")
        job.cancel(job.customer)
    begun.deliver()
    begun.complete()
    begun.refused(begun.market.ada, 409, "nothing_due", "POST", "/payouts", {"provider_id": provider})


def paused(jobs):
    """A pause of one's own: quotes are withdrawn, awards lapse, paid work is still done."""
    quoted, awarded, funded, begun = jobs
    begin(jobs)
    yield NOW
    person = begun.provider
    person.wanted(200, "PUT", f"/providers/{person.provider}/status", {"status": "inactive"})
    begun.week.nights[person.provider].gone = True
    yield NOW
    for job in (quoted, awarded):
        job.sees("open")
        job.cancel(job.customer)
    yield begun.work
    for job in (funded, begun):
        job.do_it()


SPECIAL = [banned, paused]
