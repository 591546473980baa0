"""The command line. Commands are named by import path, so that --help loads none of them."""

from cyclopts import App

app = App(
    name="python -m api",
    help="Debrief: training from real lessons-learned reviews. Settings come from DEBRIEF_... variables.",
    version="0.1.0",
)
app.command("api.commands.serving:serve", name="serve", help="Serve Debrief in production.")
app.command(
    "api.commands.demonstrating:demonstrate",
    name="demonstrate",
    help="Serve demonstration data on this machine.",
)
app.command("api.commands.working:work", name="worker", help="Send the mails in the outbox.")
app.command("api.commands.data:migrate", name="migrate", help="Bring the database to this version's schema.")
app.command("api.commands.data:publish", name="publish", help="Publish a bank: a folder or a file.")
app.command("api.commands.people:app", name="people", help="Invite people, give roles, suspend.")
app.command("api.commands.certificates:app", name="certificate", help="Withdraw or replace a certificate.")
app.command(
    "api.commands.records:write_record",
    name="record",
    help="Write out an attempt, to be marked again anywhere.",
)

if __name__ == "__main__":
    app()
