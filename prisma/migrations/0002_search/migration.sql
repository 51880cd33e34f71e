-- What Prisma's schema cannot say: Model.search follows the columns that a search reads, the name weighing most.
CREATE FUNCTION model_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search :=
    setweight(to_tsvector('english', NEW.name || ' ' || NEW.title), 'A') ||
    setweight(to_tsvector('english', NEW.namespace || ' ' || array_to_string(NEW.tags, ' ')), 'B') ||
    setweight(to_tsvector('english', coalesce(NEW.architecture, '') || ' ' || NEW.task), 'C') ||
    setweight(to_tsvector('english', NEW.summary), 'D');
  RETURN NEW;
END
$$;

CREATE TRIGGER model_search
  BEFORE INSERT OR UPDATE OF namespace, name, title, summary, tags, architecture, task ON "Model"
  FOR EACH ROW EXECUTE FUNCTION model_search();
